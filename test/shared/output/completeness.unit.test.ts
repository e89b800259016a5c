import ts from 'typescript';
import { resultParts } from '../../../nodes/shared/output/modes/selectedParts';
import { checker, sdkType } from '../../support/sdkProgram';

const responses = ['PreRecordedV2Response', 'LiveV2Response'];

/** Every path of a response type down to its leaves; lists are not counted as a step. */
function leafPaths(typeName: string): string[] {
	const paths: string[] = [];
	const walk = (type: ts.Type, path: string[]) => {
		const types = type.isUnion() ? type.types : [type];
		const objects = types.filter(
			(one) => one.flags & ts.TypeFlags.Object && one.symbol?.name !== '__object',
		);
		const inner = objects.flatMap((one) =>
			checker.isArrayType(one) ? checker.getTypeArguments(one as ts.TypeReference) : [one],
		);
		if (objects.some((one) => checker.isArrayType(one))) {
			for (const element of inner) walk(element, path);
			return;
		}
		const properties = inner.flatMap((one) => checker.getPropertiesOfType(one));
		if (properties.length === 0) paths.push(path.join('.'));
		for (const property of properties) {
			walk(checker.getTypeOfSymbol(property), [...path, property.name]);
		}
	};
	walk(sdkType(typeName), []);
	return paths;
}

/** Whether a part covers the path: the part's path is the same, or a beginning of it. */
function isCovered(path: string): boolean {
	const steps = path.split('.');
	return Object.values(resultParts)
		.flatMap(({ paths }) => paths)
		.some((covered) =>
			covered.split('.').every((step, index) => step === '*' || step === steps[index]),
		);
}

describe.each(responses)("parts of the SDK's %s", (typeName) => {
	const paths = leafPaths(typeName);

	it('reads the types down to the leaves', () => {
		expect(paths.length).toBeGreaterThan(70);
		expect(paths).toEqual(
			expect.arrayContaining([
				'status',
				'file.audio_duration',
				'result.metadata.billing_time',
				'result.transcription.utterances.words.confidence',
				'result.translation.results.error.message',
				'result.summarization.exec_time',
			]),
		);
	});

	it('has a part for every field', () => {
		expect(paths.filter((path) => !isCovered(path))).toEqual([]);
	});

	it('detects a field without a part', () => {
		expect(isCovered('result.a_new_section.results')).toBe(false);
		expect(isCovered('result.transcription.a_new_field')).toBe(false);
		expect(isCovered('a_new_field')).toBe(false);
	});
});

it('has a part for every section of older and live jobs', () => {
	const sections = [
		'chapterization',
		'chapters',
		'moderation',
		'name_consistency',
		'custom_spelling',
		'structured_data_extraction',
		'display_mode',
		'speaker_reidentification',
		'pii_redaction',
	];
	expect(sections.filter((section) => !isCovered(`result.${section}.results`))).toEqual([]);
	expect(isCovered('result.messages')).toBe(true);
});
