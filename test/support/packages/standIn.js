/** Transform for files of packages that are loaded once per process: see `environment.ts`. */
exports.process = () => ({ code: 'module.exports = loadPackage(__filename);' });
