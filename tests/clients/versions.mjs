// Prints the installed versions, a line a client.
import { readFileSync } from 'node:fs';

for (const name of process.argv.slice(2)) {
  const { version } = JSON.parse(readFileSync(new URL(`./node_modules/${name}/package.json`, import.meta.url)));
  console.log(`${name} ${version}`);
}
