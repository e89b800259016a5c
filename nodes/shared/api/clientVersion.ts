/**
 * How this package introduces itself to Gladia, as the value of the header `x-gladia-version`.
 *
 * The version stands in package.json only, which a node may not read. The build (gulpfile.js) writes
 * it over `development` in the compiled file.
 */
export const CLIENT_VERSION = 'n8n-nodes-gladia-speech/development';
