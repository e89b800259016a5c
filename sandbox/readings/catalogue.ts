/** A way in which the real service may behave, where no source settles it. */
interface ReadingText {
	/** What Gladia does under this reading. */
	says: string;
}

/** A question about the real service, with the readings that public witnesses support. */
interface Question {
	/** Number of the question in the list of what is unsettled. */
	question: number;
	/** What is asked. */
	about: string;
	/** Name of the reading → its text. The first one is played unless another is chosen. */
	readings: Record<string, ReadingText>;
}

/**
 * Every open question. A question with several independent sides has one entry for each. A reading's
 * name is unique over all of them, so that it alone says what to play.
 */
export const QUESTIONS = {
	webhookProof: {
		question: 1,
		about: 'Are account webhooks signed?',
		readings: {
			'webhook-signed': { says: 'with the headers of Svix or Standard Webhooks' },
			'webhook-unsigned': { says: 'not at all' },
		},
	},
	eventBody: {
		question: 2,
		about: 'How do webhooks and callbacks name the event and the job?',
		readings: {
			'event-full-name': { says: 'event "transcription.success"' },
			'event-short-name': { says: 'event "success" or "error"' },
		},
	},
	eventId: {
		question: 2,
		about: 'Where in the body is the id of the job?',
		readings: {
			'id-usual': { says: 'payload.id in a webhook, id in a callback' },
			'id-in-payload': { says: 'payload.id' },
			'id-nested': { says: 'payload.payload.id' },
			'id-at-top': { says: 'id' },
			'id-as-transcription-id': { says: 'transcription_id' },
		},
	},
	noRetention: {
		question: 3,
		about: 'With zero data retention, what does a GET say after the end?',
		readings: {
			'no-retention-404': { says: '404' },
			'no-retention-403': { says: '403' },
			'no-retention-410': { says: '410' },
			'no-retention-empty': { says: '200, status done, result null' },
		},
	},
	noRetentionUpload: {
		question: 3,
		about: 'With zero data retention, can files be uploaded?',
		readings: {
			'no-retention-upload-open': { says: 'yes' },
			'no-retention-upload-refused': { says: 'no, 403' },
		},
	},
	callbackRetry: {
		question: 4,
		about: 'Is a callback that was not answered with 2xx sent again?',
		readings: {
			'callback-repeated': { says: 'yes' },
			'callback-once': { says: 'no' },
		},
	},
	callbackLag: {
		question: 4,
		about: 'Does the API know the end of a job when the callback comes?',
		readings: {
			'callback-after-status': { says: 'yes' },
			'callback-before-status': { says: 'no, for some seconds GET still says processing' },
		},
	},
	listItems: {
		question: 5,
		about: 'Do the items of a list carry the result?',
		readings: {
			'list-whole': { says: 'whole jobs' },
			'list-metadata-only': { says: 'result.metadata only' },
			'list-bare': { says: 'no result' },
		},
	},
	listFilter: {
		question: 6,
		about: 'Which form of the metadata filter is understood?',
		readings: {
			'filter-any-form': { says: 'both' },
			'filter-brackets': { says: 'custom_metadata[key]=value; JSON is ignored' },
			'filter-json': { says: 'custom_metadata={"key":"value"}; brackets are ignored' },
			'filter-ignored': { says: 'none' },
		},
	},
	listLimit: {
		question: 7,
		about: 'How large may a page of a list be?',
		readings: {
			'limit-open': { says: 'any size' },
			'limit-100': { says: 'above 100: 400' },
			'limit-default-only': { says: 'above the default of 20: 400' },
		},
	},
	echo: {
		question: 8,
		about: 'What do the request_params of a job show?',
		readings: {
			'echo-verbatim': { says: 'the request as it was sent' },
			'echo-defaults': { says: 'all defaults filled in, other key order (recorded in 2025)' },
			'echo-normalised': {
				says: 'all defaults filled in, other key order, audio_url null',
			},
		},
	},
	bodyKeys: {
		question: 9,
		about: 'What happens to unknown and legacy keys of a body?',
		readings: {
			'keys-known': { says: 'legacy keys are understood' },
			'keys-refused': { says: 'each legacy or unknown key: 400 "property … should not exist"' },
		},
	},
	liveSilence: {
		question: 10,
		about: 'How does a live session end that gets no audio?',
		readings: {
			'silence-kept': { says: 'it stays open' },
			'silence-4408': { says: 'closed with 4408 after 30 s; an empty audio_chunk keeps it open' },
			'silence-4504': { says: 'closed with 4504 after 30 s; an empty audio_chunk keeps it open' },
		},
	},
	emptyChunk: {
		question: 10,
		about: 'What answers an empty audio_chunk of a live session?',
		readings: {
			'empty-chunk-refused': { says: 'a refusal: acknowledged false' },
			'empty-chunk-confirmed': { says: 'a confirmation of no bytes' },
			'empty-chunk-silent': { says: 'nothing' },
		},
	},
	byteCount: {
		question: 11,
		about: 'Where does the byte count stand after a reconnect?',
		readings: {
			'count-goes-on': { says: 'where it was' },
			'count-restarts': { says: 'at 0' },
		},
	},
	byteRange: {
		question: 11,
		about: 'Is the end of a byte_range a part of it?',
		readings: {
			'range-exclusive': { says: 'no' },
			'range-inclusive': { says: 'yes' },
		},
	},
	liveEnd: {
		question: 12,
		about: 'What comes last in a live session?',
		readings: {
			'end-acknowledged': { says: 'all acknowledgments, end_session, 1000' },
			'end-unacknowledged': { says: 'end_session and 1000; the last acknowledgment is missing' },
			'end-at-post-transcript': { says: '1000 right after post_final_transcript' },
		},
	},
	endedSession: {
		question: 12,
		about: 'What meets who connects to a session that has ended?',
		readings: {
			'ended-4403': { says: 'accepted, then closed with 4403' },
			'ended-4404': { says: 'accepted, then closed with 4404' },
			'ended-4401': { says: 'accepted, then closed with 4401' },
		},
	},
	endMissed: {
		question: 12,
		about: 'Who was not connected at the end of a live session: do they hear of it later?',
		readings: {
			'end-told-again': { says: 'yes, at the next connection' },
			'end-told-once': { says: 'no, the session has ended' },
		},
	},
	liveDocument: {
		question: 13,
		about: 'When is the document of a live session done?',
		readings: {
			'document-at-once': { says: 'when the session ends' },
			'document-late': { says: 'processing for some time after the end' },
		},
	},
	subtitleTimes: {
		question: 14,
		about: 'How are times written in SRT subtitles?',
		readings: {
			'srt-comma': { says: 'with a comma, as SubRip wants it' },
			'srt-dot': { says: 'with a dot' },
		},
	},
	sentiments: {
		question: 15,
		about: 'What is sentiment_analysis.results?',
		readings: {
			'sentiment-json': { says: 'JSON text' },
			'sentiment-list': { says: 'a list' },
			'sentiment-python': { says: 'the text of a Python literal' },
		},
	},
	entities: {
		question: 16,
		about: 'Where are named entities?',
		readings: {
			'entities-section': { says: 'results of the section named_entity_recognition' },
			'entities-list': { says: 'a list under entity' },
			'entities-object': { says: 'an object of lists by type, under entity' },
		},
	},
	blanks: {
		question: 17,
		about: 'Do words and utterances start with a blank?',
		readings: {
			'words-clean': { says: 'no' },
			'words-leading-blank': { says: 'yes' },
		},
	},
	speakerField: {
		question: 17,
		about: 'What is the speaker of an utterance without diarization?',
		readings: {
			'speaker-absent': { says: 'absent' },
			'speaker-null': { says: 'null' },
			'speaker-number': { says: '0' },
		},
	},
	translatedUtterances: {
		question: 17,
		about: 'Do all translated utterances have a text?',
		readings: {
			'translated-text': { says: 'yes' },
			'translated-empty': { says: 'some have text "" and no words' },
		},
	},
	redirects: {
		question: 18,
		about: 'Are JSON calls redirected?',
		readings: {
			'redirect-never': { says: 'no' },
			'redirect-same-origin': { says: '307 within the origin' },
			'redirect-same-origin-302': { says: '302 for GET, 307 for all else, within the origin' },
			'redirect-same-origin-308': { says: '308 within the origin' },
			'redirect-elsewhere': { says: '307 to another origin' },
		},
	},
	audioDownload: {
		question: 19,
		about: 'How does the audio of a job come?',
		readings: {
			'download-redirected': { says: '302 to storage with a signed address, no key needed' },
			'download-direct': { says: '200 with the audio' },
		},
	},
	badUpload: {
		question: 20,
		about: 'What answers the upload of audio that cannot be read?',
		readings: {
			'bad-audio-400': { says: '400 "Unsupported codec"' },
			'bad-audio-422': { says: '422' },
		},
	},
	namelessUpload: {
		question: 20,
		about: 'May the name of an uploaded file lack an extension?',
		readings: {
			'nameless-taken': { says: 'yes' },
			'nameless-refused': { says: 'no, 400' },
		},
	},
	tooMany: {
		question: 21,
		about: 'What does a 429 say about when to come back?',
		readings: {
			'busy-seconds': { says: 'Retry-After in seconds' },
			'busy-date': { says: 'Retry-After as a date' },
			'busy-silent': { says: 'nothing' },
		},
	},
	durations: {
		question: 22,
		about: 'How long may audio be?',
		readings: {
			'length-open': { says: 'any length' },
			'length-135': { says: '135 minutes, judged by the header' },
			'length-255': { says: '255 minutes, judged by the header' },
		},
	},
	models: {
		question: 23,
		about: 'What do the models need?',
		readings: {
			'models-listed': { says: 'the names of the docs are taken, others: 400' },
			'models-open': { says: 'any model name is taken' },
			'models-strict': {
				says: 'solaria-3 wants one language of en, fr, de, es, it and no code switching; solaria-2 is live only; other names: 400',
			},
		},
	},
	newFields: {
		question: 24,
		about: 'Are the fields known that only branches of the docs show?',
		readings: {
			'new-fields-refused': { says: 'no, 400' },
			'new-fields-taken': {
				says: 'yes: speaker_reidentification, split_words, accurate_words_timestamps, audio_enhancer',
			},
		},
	},
	urlUpload: {
		question: 25,
		about: 'Can audio be uploaded by its address?',
		readings: {
			'url-upload-taken': { says: 'yes' },
			'url-upload-refused': { says: 'no, 400' },
		},
	},
} as const satisfies Record<string, Question>;

/** Key of a question, or of one side of it. */
export type QuestionKey = keyof typeof QUESTIONS;

/** The readings of one question. */
export type ReadingOf<Key extends QuestionKey> = keyof (typeof QUESTIONS)[Key]['readings'] & string;

/** The name of any reading. */
export type ReadingName = { [Key in QuestionKey]: ReadingOf<Key> }[QuestionKey];

/** Every reading: its name, number and key of its question. */
export const ALL_READINGS = Object.entries<Question>(QUESTIONS).flatMap(
	([key, { question, readings }]) =>
		Object.keys(readings).map((name) => ({
			name: name as ReadingName,
			question,
			key: key as QuestionKey,
		})),
);
