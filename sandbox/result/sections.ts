import type { JsonObject, JsonValue } from '../json';
import { objectAt, stringAt, stringsAt } from '../json';
import { succeeded } from './addOn';
import { chaptersOf } from './chapters';
import { entitiesIn } from './entities';
import type { SectionInput } from './sectionInput';
import { sentencesOf } from './sentences';
import { summaryOf } from './summary';
import { translationsOf } from './translation';

interface Section {
	enabled: (request: JsonObject, failed: boolean) => boolean;
	results: (input: SectionInput) => JsonValue;
}

const asked = (field: string) => (request: JsonObject) => request[field] === true;
const transcript = ({ utterances }: SectionInput) => utterances.map(({ text }) => text).join(' ');

/** Prompts that ask for a list, by how its lines are to start. */
const LIST_PROMPT = /['"`]- ['"`]/;

function answerPrompts({ spoken, request }: SectionInput): JsonObject[] {
	const config = objectAt(request, 'audio_to_llm_config');
	const model = stringAt(config, 'model') ?? 'openai/gpt-5.4-nano';
	const note = `(The sandbox's answer in place of ${model}.)`;
	return stringsAt(config, 'prompts').map((prompt) => {
		const response = LIST_PROMPT.test(prompt)
			? `${summaryOf(spoken, 'bullet_points')}\n- ${note}`
			: `${summaryOf(spoken, 'general')} ${note}`;
		return succeeded({ prompt, response });
	});
}

/** The API answers sentiments as a string of JSON. */
function sentiments({ spoken }: SectionInput): string {
	return JSON.stringify(
		spoken.map(({ utterance, phrase }) => {
			const { text, start, end, channel, speaker } = utterance;
			const { sentiment, emotion } = phrase;
			return { text, sentiment, emotion, start, end, channel, speaker };
		}),
	);
}

/** A string of JSON, each class with what was found for it. */
function structuredData({ utterances, request }: SectionInput): string {
	const classes = stringsAt(objectAt(request, 'structured_data_extraction_config'), 'classes');
	const found = entitiesIn(utterances);
	const typesOf: Record<string, string> = {
		person: 'NAME',
		organization: 'ORGANIZATION',
		location: 'LOCATION',
		date: 'DATE',
	};
	return JSON.stringify(
		Object.fromEntries(
			classes.map((name) => {
				const type = typesOf[name.toLowerCase().replace(/s$/, '')];
				const matching = found.filter(({ entity_type }) => type && entity_type.startsWith(type));
				return [name, [...new Set(matching.map(({ text }) => text))]];
			}),
		),
	);
}

/** Every section of a result besides `metadata` and `transcription`: when it appears, with what. */
export const sections: Record<string, Section> = {
	translation: { enabled: asked('translation'), results: translationsOf },
	summarization: {
		enabled: asked('summarization'),
		results: ({ spoken, request }) =>
			summaryOf(spoken, stringAt(objectAt(request, 'summarization_config'), 'type') ?? 'general'),
	},
	named_entity_recognition: {
		enabled: asked('named_entity_recognition'),
		results: ({ utterances }) => entitiesIn(utterances),
	},
	sentiment_analysis: { enabled: asked('sentiment_analysis'), results: sentiments },
	audio_to_llm: { enabled: asked('audio_to_llm'), results: answerPrompts },
	sentences: {
		enabled: asked('sentences'),
		results: ({ utterances }) => sentencesOf(utterances).map(({ text }) => text),
	},
	// The SDK's types know no such section; the API's documents name it without its shape.
	pii_redaction: { enabled: asked('pii_redaction'), results: transcript },
	// Speakers are in the utterances; this section only tells why they are missing.
	diarization: {
		enabled: (request, failed) => request.diarization === true && failed,
		results: () => null,
	},
	chapterization: { enabled: asked('chapterization'), results: chaptersOf },
	moderation: {
		enabled: asked('moderation'),
		results: () => 'No inappropriate content was found.',
	},
	name_consistency: { enabled: asked('name_consistency'), results: transcript },
	custom_spelling: { enabled: asked('custom_spelling'), results: transcript },
	structured_data_extraction: {
		enabled: asked('structured_data_extraction'),
		results: structuredData,
	},
	display_mode: {
		enabled: asked('display_mode'),
		results: ({ utterances }) => utterances.map(({ text }) => text),
	},
};
