import type { ApiParameter, Feature } from '../engine/definition';
import { redactionEntityOptions } from '../options/redactionEntities';

const redact: ApiParameter = {
	path: 'pii_redaction',
	field: {
		displayName: 'Personal Data Redaction',
		name: 'piiRedaction',
		type: 'boolean',
		default: false,
		description: 'Whether to redact personal data in the transcript (PII redaction)',
		hint: 'Hides names, numbers and other personal data',
	},
};

const entityTypes: ApiParameter = {
	path: 'pii_redaction_config.entity_types',
	field: {
		displayName: 'Personal Data to Redact',
		name: 'piiEntityTypes',
		type: 'multiOptions',
		options: redactionEntityOptions,
		allowArbitraryValues: true,
		default: [],
		description:
			'Sets of data, such as everything the GDPR protects, or single types. Leave empty for Gladia\'s default. An expression can return codes such as <code>["GDPR", "PCI"]</code>.',
	},
};

const processedTextType: ApiParameter = {
	path: 'pii_redaction_config.processed_text_type',
	field: {
		displayName: 'Replace With',
		name: 'processedTextType',
		type: 'options',
		options: [
			{
				name: 'Marker',
				value: 'MARKER',
				description: 'The type of data in brackets, such as [NAME_1]',
			},
			{
				name: 'Mask',
				value: 'MASK',
				description: 'Characters that hide the text, such as ####',
			},
		],
		allowArbitraryValues: true,
		default: 'MARKER',
		description: 'What replaces the personal data. An expression can name a newer option.',
	},
};

export const piiRedaction: Feature = {
	switch: redact,
	fields: [entityTypes],
	settings: {
		displayName: 'Redaction Options',
		name: 'piiRedactionOptions',
		parameters: [processedTextType],
	},
};
