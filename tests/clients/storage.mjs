// Google's own client for Cloud Storage, against a loopback server: reads what the program wrote, and writes what the program then reads.
// Arguments: address, bucket, prefix (with a slash at its end). Prints a line of JSON.
import { Storage } from '@google-cloud/storage';
import { OAuth2Client } from 'google-auth-library';
import { strict as assert } from 'node:assert';

const [address, bucketName, prefix] = process.argv.slice(2);
const authClient = new OAuth2Client();
authClient.setCredentials({ access_token: 'made-up', expiry_date: Date.now() + 3600000 });
const storage = new Storage({
  apiEndpoint: address,
  useAuthWithCustomEndpoint: true,
  projectId: 'hippique-test',
  authClient,
  retryOptions: { autoRetry: false },
});
const bucket = storage.bucket(bucketName);

// With an endpoint of one's own the client starts an upload with its token only if it is told to by itself.
async function saveResumable(file, content, options) {
  const [uri] = await file.createResumableUpload(options);
  await file.save(content, { ...options, resumable: true, uri });
}

// What the program wrote, by pages and by name.
const [exists] = await bucket.exists();
assert.ok(exists);
const listed = [];
let pages = 0;
for (let query = { prefix, maxResults: 2, autoPaginate: false }; query; ) {
  const [files, next] = await bucket.getFiles(query);
  listed.push(...files.map((file) => file.name));
  pages++;
  query = next;
}
const [, , folders] = await bucket.getFiles({ prefix, delimiter: '/', autoPaginate: false });
const read = {};
for (const name of listed) {
  // The client compares the checksum.
  const [content] = await bucket.file(name).download({ validation: 'crc32c' });
  read[name.slice(prefix.length)] = content.length > 100 ? content.length : content.toString();
}

// What the program will read.
const small = bucket.file(`${prefix}by-node/small.json`);
await small.save('{"by":"node"}', { resumable: false, contentType: 'application/json', preconditionOpts: { ifGenerationMatch: 0 } });
const large = bucket.file(`${prefix}by-node/large.bin`);
await saveResumable(large, Buffer.alloc(6 * 1024 * 1024, 7), { preconditionOpts: { ifGenerationMatch: 0 } });
const chunked = bucket.file(`${prefix}by-node/chunked.bin`);
await saveResumable(chunked, Buffer.alloc(1024 * 1024, 9), { chunkSize: 256 * 1024 });

// A stale generation, a name that is used, a name that is not.
const [metadata] = await small.getMetadata();
const codeOf = (call) => call.then(() => 0, (error) => error.code);
const stale = await codeOf(small.save('x', { resumable: false, preconditionOpts: { ifGenerationMatch: Number(metadata.generation) - 1 } }));
const used = await codeOf(saveResumable(large, 'x', { preconditionOpts: { ifGenerationMatch: 0 } }));
const absent = await codeOf(bucket.file(`${prefix}nothing`).download());
const noBucket = await codeOf(storage.bucket('no-such-bucket').getFiles());

// Gone once.
const spent = bucket.file(`${prefix}by-node/spent`);
await spent.save('spent', { resumable: false });
const deletedStale = await codeOf(spent.delete({ ifGenerationMatch: 1 }));
const deleted = await codeOf(spent.delete());
const deletedAgain = await codeOf(spent.delete());

console.log(
  JSON.stringify({
    listed: listed.map((name) => name.slice(prefix.length)),
    pages,
    folders: folders.prefixes.map((name) => name.slice(prefix.length)),
    read,
    stale,
    used,
    absent,
    noBucket,
    deletedStale,
    deleted,
    deletedAgain,
  }),
);
