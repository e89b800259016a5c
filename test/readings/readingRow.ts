import type { BinaryDataService } from 'n8n-core';
import type { ReadingName, Sandbox } from '../../sandbox/sandbox';

/** What a row works with. */
export interface World {
	/** Emptied before each row, with the row's reading played. */
	sandbox: Sandbox;
	store: BinaryDataService;
}

/** What must hold under one reading of an open question, proven through the nodes. */
export interface ReadingRow {
	reading: ReadingName;
	/** What holds, to be read after the name of the reading. */
	holds: string;
	run: (world: World) => Promise<void>;
}

/** Changes settings of the sandbox while it runs; the table puts them back after the row. */
export async function changeSettings(
	{ url }: Pick<Sandbox, 'url'>,
	settings: Record<string, unknown>,
): Promise<void> {
	const response = await fetch(`${url}/_sandbox/settings`, {
		method: 'PATCH',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(settings),
	});
	if (!response.ok) throw new Error(`The sandbox refused ${JSON.stringify(settings)}`);
}
