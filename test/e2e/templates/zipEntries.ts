import { inflateRawSync } from 'node:zlib';

const CENTRAL_HEADER = 0x02014b50;
const END_OF_ARCHIVE = Buffer.from('PK\x05\x06', 'latin1');

/** The texts in a ZIP archive, by the names of the files. */
export function zipEntries(zip: Buffer): Record<string, string> {
	const entries: Record<string, string> = {};
	const end = zip.lastIndexOf(END_OF_ARCHIVE);
	if (end < 0) throw new Error('Not a ZIP archive');
	let at = zip.readUInt32LE(end + 16);
	while (zip.readUInt32LE(at) === CENTRAL_HEADER) {
		const nameLength = zip.readUInt16LE(at + 28);
		const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
		const local = zip.readUInt32LE(at + 42);
		const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
		const isDeflated = zip.readUInt16LE(at + 10) !== 0;
		entries[name] = (isDeflated ? inflateRawSync(packed) : packed).toString('utf8');
		at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return entries;
}
