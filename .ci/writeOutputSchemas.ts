import { writeOutputSchemas } from './outputSchemas';

/** The build's own step (gulpfile.js): `writeOutputSchemas <folder>`. */
void writeOutputSchemas(process.argv[2] ?? 'dist');
