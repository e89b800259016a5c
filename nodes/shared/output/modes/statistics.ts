import type { TranscriptionJob } from '../../api/types';
import { numberOrNull, valueAt } from '../../json/values';
import { sentimentPassages } from '../../transcript/sentiment';
import type { SpeakerNames } from '../../transcript/speakerLabels';
import { speakerLabels } from '../../transcript/speakerLabels';
import { conversationStatistics } from '../../transcript/statistics/conversationStatistics';
import { utterancesOf } from '../../transcript/utterances';
import { itemRows } from '../itemRows';
import type { OutputMode } from '../outputMode';
import { outputOptions } from '../outputMode';
import { readKey } from '../parameterSource';
import { resultItem, withFiles } from '../resultItem';

const PER_LABEL = 'One Item Per';

/** What an item stands for: value of the `statisticsPer` parameter → its texts. */
const statisticsPer = {
	speaker: { name: 'Speaker', description: 'An item for each speaker, as rows of a table' },
	transcription: {
		name: 'Transcription',
		description: 'One item for the conversation, with a list of the speakers',
	},
};

interface StatisticsSettings {
	/** A key of statisticsPer. */
	per: string;
}

/** Output 'Conversation Statistics': who talks how much; see ConversationStatistics. */
export const statistics: OutputMode<StatisticsSettings> = {
	title: 'Conversation Statistics',
	description: 'Talk time, silence, overlap, turns, interruptions, questions and more',
	fields: [
		{
			displayName: PER_LABEL,
			name: 'statisticsPer',
			type: 'options',
			options: Object.entries(statisticsPer).map(([value, texts]) => ({ value, ...texts })),
			default: 'transcription',
			description: 'What each item of the output stands for',
		},
	],
	options: outputOptions,
	readSettings: (source) => ({ per: readKey(source, 'statisticsPer', PER_LABEL, statisticsPer) }),
	needsTranscript: true,
	attachesFiles: true,
	shape(job, { per, shared }) {
		const found = statisticsOf(job, shared.speakerNames);
		if (per === 'transcription') return [resultItem(job, shared, found)];
		const rows = itemRows(job, found.speaker_statistics);
		// Files belong to the transcription, so they come once.
		return rows.map((json, index) => (index === 0 ? withFiles(json, job, shared) : { json }));
	},
};

function statisticsOf(job: TranscriptionJob, names: SpeakerNames) {
	const utterances = utterancesOf(job);
	const labelOf = speakerLabels(utterances, names);
	return conversationStatistics(utterances, {
		duration:
			numberOrNull(valueAt(job, 'result.metadata.audio_duration')) ??
			numberOrNull(valueAt(job, 'file.audio_duration')),
		labelOf,
		sentiments: sentimentPassages(job, utterances, labelOf),
	});
}
