import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOutputSchema } from 'n8n-core';
import { writeOutputSchemas } from '../../.ci/outputSchemas';

type SchemaReference = Omit<Parameters<typeof loadOutputSchema>[0], 'nodeDir'> & { node: string };

/** Reads schemas as n8n's server does for the editor, from the files that the build writes. */
export type ReadSchema = (reference: SchemaReference) => ReturnType<typeof loadOutputSchema>;

/** Writes the schemas into a folder of its own for as long as they are needed. */
export async function builtSchemas(): Promise<{ read: ReadSchema; remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'output-schemas-'));
	await writeOutputSchemas(folder);
	return {
		read: ({ node, ...reference }) =>
			loadOutputSchema({ nodeDir: join(folder, 'nodes', node), ...reference }),
		remove: async () => await rm(folder, { recursive: true }),
	};
}
