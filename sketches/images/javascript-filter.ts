/** Pixels as bytes, line by line, one for each channel. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
  channels: number
}

/** Sharpens with three by three weights in plain JavaScript: what a service does that has no library for it. */
export function sharpenInJavascript({ data, width, height, channels }: Pixels): Pixels {
  const made = new Uint8ClampedArray(data.length)
  const line = width * channels
  for (let y = 0; y < height; y++) {
    const [above, here] = [Math.max(0, y - 1) * line, y * line]
    const below = Math.min(height - 1, y + 1) * line
    for (let x = 0; x < line; x++) {
      const left = Math.max(x % channels, x - channels)
      const right = x + channels < line ? x + channels : x
      const centre = data[here + x] ?? 0
      const around =
        (data[above + x] ?? 0) +
        (data[below + x] ?? 0) +
        (data[here + left] ?? 0) +
        (data[here + right] ?? 0)
      made[here + x] = centre * 3 - around * 0.5
    }
  }
  return { data: new Uint8Array(made.buffer), width, height, channels }
}
