// Merely starting Node and reading the documents of a folder.
import { readdirSync, readFileSync } from 'node:fs'

const [folder] = process.argv.slice(2)
let bytes = 0
for (const file of readdirSync(folder)) bytes += readFileSync(`${folder}/${file}`).length
process.stdout.write(`${bytes} bytes\n`)
