/** One chunk of a RIFF file, padded to an even length. */
export function chunk(id: string, body: Uint8Array, size = body.length): Buffer {
	const head = Buffer.alloc(8);
	head.write(id, 'latin1');
	head.writeUInt32LE(size, 4);
	return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** A format chunk of 16 bytes, or of 40 when the format is extensible. */
export function formatChunk(
	tag: number,
	{ bits = 16, rate = 16_000, channels = 1, extensible = false } = {},
): Buffer {
	const body = Buffer.alloc(extensible ? 40 : 16);
	body.writeUInt16LE(extensible ? 0xfffe : tag, 0);
	body.writeUInt16LE(channels, 2);
	body.writeUInt32LE(rate, 4);
	body.writeUInt32LE((rate * channels * bits) / 8, 8);
	body.writeUInt16LE((channels * bits) / 8, 12);
	body.writeUInt16LE(bits, 14);
	if (extensible) body.writeUInt16LE(tag, 24);
	return chunk('fmt ', body);
}

export function riff(...chunks: Buffer[]): Buffer {
	return Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVE', 'latin1'), ...chunks]);
}

/** A WAV file of these samples. */
export function wav(samples: Uint8Array, format: Parameters<typeof formatChunk>[1] = {}, tag = 1) {
	return riff(formatChunk(tag, format), chunk('data', samples));
}
