import type { INodeExecutionData } from 'n8n-workflow';

/** So few samples that hours of silence are a small file. */
const SAMPLE_RATE = 100;

/** A WAV file (8 bit, mono) of so many minutes of silence. */
export function wavOfMinutes(minutes: number): Buffer {
	const dataBytes = minutes * 60 * SAMPLE_RATE;
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(36 + dataBytes, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(SAMPLE_RATE, 24);
	header.writeUInt32LE(SAMPLE_RATE, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(dataBytes, 40);
	return Buffer.concat([header, Buffer.alloc(dataBytes, 128)]);
}

/** An item with a file that n8n holds in memory. */
export function itemWithFile(
	bytes: Buffer,
	fileName: string,
	mimeType = 'audio/wav',
): INodeExecutionData {
	return {
		json: {},
		binary: { data: { fileName, mimeType, data: bytes.toString('base64') } },
	};
}
