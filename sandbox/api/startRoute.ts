import { mediaAt } from '../audio/mediaSource';
import { jobFile } from '../audio/storedAudio';
import { callbackTarget } from '../delivery/callbacks';
import type { JobRecord } from '../jobs/jobStore';
import { newJob } from '../jobs/jobStore';
import { plannedFailures } from '../jobs/plannedFailures';
import { objectAt, stringAt } from '../json';
import { bodyReadings } from '../request/bodyReadings';
import { echoOf } from '../request/echo';
import { validateInit } from '../request/validation';
import { ApiError } from '../server/apiError';
import { jsonReply } from '../server/reply';
import type { Route } from './context';
import { endEarly } from './jobEnd';

/** `POST /v2/pre-recorded`. Media that cannot be had makes the job fail, not the request. */
export const startRoute: Route = {
	method: 'POST',
	pattern: /^\/v2\/pre-recorded$/,
	async handle(state, exchange) {
		const body = await exchange.readJson();
		validateInit(body, bodyReadings(state.readings));
		state.life.refuseIfFull();
		const { custom_metadata, ...request_params } = body;
		const { errorCode, failedAddOns } = plannedFailures(state.faults);
		const record: JobRecord = {
			job: {
				...newJob('pre-recorded'),
				...(custom_metadata === undefined
					? {}
					: { custom_metadata: objectAt(body, 'custom_metadata') }),
				request_params,
			},
			failedAddOns,
		};
		record.echo = echoOf(
			{ params: request_params, metadata: record.job.custom_metadata },
			state.readings.of('echo'),
		);
		state.jobs.add(record);
		const outcome = mediaAt(state, stringAt(body, 'audio_url') ?? '').then(
			(audio) => {
				record.audio = audio;
				record.job.file = jobFile(audio);
				return { errorCode };
			},
			(error: unknown) => ({ errorCode: error instanceof ApiError ? error.statusCode : 400 }),
		);
		void state.notices.started(record);
		const early = state.plays.takeForJob(callbackTarget(request_params) !== undefined);
		if (early) await endEarly(state, record, outcome, early);
		else state.life.start(record, outcome);
		const { id } = record.job;
		return jsonReply(201, { id, result_url: `${state.url}/v2/pre-recorded/${id}` });
	},
};
