/** Where the process that writes documents keeps its name and its journal. */
export const writingFolder = '.holdfast/writing'
