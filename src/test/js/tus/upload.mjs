// Uploads a file with tus-js-client: node upload.mjs ENDPOINT FILE NAME; prints what came of it.
import fs from "node:fs";
import * as tus from "tus-js-client";

const [endpoint, path, filename] = process.argv.slice(2);
let video = null;
let retries = 0;

const upload = new tus.Upload(fs.createReadStream(path), {
  endpoint,
  uploadSize: fs.statSync(path).size,
  retryDelays: [0, 500, 1000, 2000, 4000],
  metadata: { filename, filetype: "video/mp4" },
  onShouldRetry(error) {
    retries++;
    const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
    return status === 0 || status === 409 || status === 423 || status >= 500;
  },
  onAfterResponse(_, response) {
    video = response.getHeader("Video-Location") ?? video;
  },
  onError(error) {
    console.log(`failed: ${error}`);
    process.exit(1);
  },
  onSuccess() {
    console.log(`video: ${video}`);
    console.log(`retries: ${retries}`);
    // At once, not when the connections of refused requests are given up.
    process.exit(0);
  },
});
upload.start();
