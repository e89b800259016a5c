/** A WAV file (16 kHz, 16 bit PCM) of a quiet tone. */
export function wave(seconds: number, channels = 1): Buffer {
	const frames = Math.round(seconds * 16_000);
	const data = Buffer.alloc(frames * channels * 2);
	for (let sample = 0; sample < frames * channels; sample++) {
		data.writeInt16LE(Math.round(1000 * Math.sin(sample / 20)), sample * 2);
	}
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + data.length, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(channels, 22);
	header.writeUInt32LE(16_000, 24);
	header.writeUInt32LE(16_000 * channels * 2, 28);
	header.writeUInt16LE(channels * 2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(data.length, 40);
	return Buffer.concat([header, data]);
}
