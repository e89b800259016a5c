import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** Fields inside a collection, or inside the rows of a fixed collection. */
function inside({ type, options = [] }: INodeProperties): INodeProperties[][] {
	if (type === 'collection') return [options as INodeProperties[]];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).map(({ values }) => values);
}

/** Every list of fields that a user sees side by side. */
export function levels(fields: INodeProperties[]): INodeProperties[][] {
	return [fields, ...fields.flatMap(inside).flatMap(levels)];
}

/** Sees to it that the texts of a field follow n8n's and our rules. */
export function expectHouseStyle({
	displayName,
	description,
	hint,
	type,
}: Pick<INodeProperties, 'displayName' | 'description' | 'hint' | 'type'>): void {
	if (type === 'notice') return expectSentences(displayName);
	const minorWords = /^(a|the|as|after|to|in|of|or|and|per|with|for)$/;
	const words = displayName.replace(/[()]/g, '').split(' ');
	expect(words.filter((word) => !/^[A-Zµ]/.test(word) && !minorWords.test(word))).toEqual([]);
	if (type === 'boolean') expect(description).toMatch(/^Whether /);
	for (const text of [description, hint].filter((value) => value !== undefined)) {
		expectSentences(text);
	}
}

/** No full stop after a single sentence, and no words that n8n avoids. */
function expectSentences(text: string): void {
	expect(text.endsWith('.')).toBe(/[.:] [A-Z]/.test(text));
	expect(text).not.toMatch(/error|problem|failure|mistake/i);
}
