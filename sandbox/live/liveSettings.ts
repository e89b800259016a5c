/** What of live sessions can be changed while the sandbox runs. */
export interface LiveSettings {
	/** Sessions open at the same time before 429 with Retry-After. */
	concurrentLiveSessions: number;
	/** A session without connection for so long is over. */
	liveIdleSeconds: number;
	/** Seconds of audio a session may have. */
	liveMaximumSeconds: number;
	/** Seconds from the end of the recording to the end of the session. */
	livePostProcessingSeconds: number;
	/** A line without audio for so long is closed, where the reading in force says so. */
	liveSilenceSeconds: number;
	/** Seconds from the end of the session to its document, where the reading has it late. */
	liveDocumentSeconds: number;
	/** The bundled recording is also recognised as a microphone hears it, some time after its beginning. */
	liveByMicrophone: boolean;
}
