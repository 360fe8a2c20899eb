// Uploads a file with the real tus-js-client: node tus_client.cjs {the options as JSON}
"use strict";
const fs = require("node:fs");

const asked = JSON.parse(process.argv[2]);
const { Upload } = require(asked.client);
const bytes = fs.readFileSync(asked.file);

// Resolves with the offsets at which pieces were acknowledged; `enough` says when to break off.
const run = (options, enough) =>
  new Promise((resolve, reject) => {
    const acknowledged = [];
    const upload = new Upload(bytes, {
      endpoint: asked.endpoint,
      headers: { Authorization: `Bearer ${asked.code}` },
      metadata: { submission: asked.submission, n: "1" },
      retryDelays: null,
      ...options,
      onChunkComplete(_, offset) {
        acknowledged.push(offset);
        if (enough && enough(offset)) {
          upload.abort().then(() => resolve({ acknowledged, url: upload.url }), reject);
        }
      },
      onError: reject,
      onSuccess: () => resolve({ acknowledged, url: upload.url }),
    });
    upload.start();
  });

const main = async () => {
  const chunks = { chunkSize: 256 * 1024 };
  switch (asked.way) {
    case "pieces":
      return run(chunks);
    case "whole":
      return run({});
    case "by another name":
      return run({ ...chunks, overridePatchMethod: true });
    case "resumed": {
      const first = await run(chunks, (offset) => offset >= 1024 * 1024);
      const second = await run({ ...chunks, uploadUrl: first.url });
      return { ...second, before: first.acknowledged };
    }
    case "taken back": {
      const { url } = await run(chunks, () => true);
      await Upload.terminate(url, {
        endpoint: asked.endpoint,
        headers: { Authorization: `Bearer ${asked.code}` },
      });
      return { url, acknowledged: [] };
    }
    case "refused":
      return run({ ...chunks, headers: { Authorization: "Bearer 0" } }).catch((error) => ({
        status: error.originalResponse.getStatus(),
      }));
  }
  throw new Error(`no such way: ${asked.way}`);
};

main().then(
  (told) => console.log(JSON.stringify(told)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
