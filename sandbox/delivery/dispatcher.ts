import type { Readings } from '../readings/readings';
import type { Courier, Sending } from './courier';
import type { Message } from './message';
import type { Play, PlayQueue } from './plays';
import { spoil } from './spoil';
import { withProof, worded } from './wording';

const DEFAULT_LATENESS_MS = 1000;
const DEFAULT_COPIES = 2;

/**
 * Hands messages to the courier, spoilt as asked for. What one address is told about one job
 * leaves in order: each message once the first try of the one before it is over.
 */
export class Dispatcher {
	private readonly lines = new Map<string, Promise<void>>();

	constructor(
		private readonly courier: Courier,
		private readonly plays: PlayQueue,
		private readonly readings: Readings,
	) {}

	/** Resolves after the first try of all that is sent in place of this message. */
	async send(genuine: Message): Promise<void> {
		const message = withProof(genuine, this.readings);
		const play = this.plays.takeFor(message);
		const { signal } = this.courier;
		if (play?.kind === 'late') return await this.sendLate(message, play);
		const line = `${message.channel} ${message.jobId} ${message.url}`;
		const before = this.lines.get(line);
		const sent = before
			? before.then(() => (signal.aborted ? undefined : this.perform(message, play)))
			: this.perform(message, play);
		this.lines.set(line, sent);
		await sent;
		if (this.lines.get(line) === sent) this.lines.delete(line);
	}

	private async sendLate(message: Message, { kind, delayMs }: Play): Promise<void> {
		if (await this.courier.pause(delayMs ?? DEFAULT_LATENESS_MS)) {
			await this.carry(message, { played: kind });
		}
	}

	private async perform(message: Message, play: Play | undefined): Promise<void> {
		const played = play?.kind;
		switch (played) {
			case 'never':
				return this.courier.withhold(worded(message, this.readings), { played });
			case 'parallel':
				return await this.carry(message, { played, copies: play?.copies ?? DEFAULT_COPIES });
			case 'twice':
				await this.carry(message, { played });
				return await this.sendAfter(message, play);
			case 'forged':
			case 'stale':
			case 'tampered':
				await this.carry(spoil[played](message), { played, retry: false });
				if (play?.thenGenuine) await this.sendAfter(message, play);
				return;
			default:
				return await this.carry(message);
		}
	}

	private async sendAfter(message: Message, play: Play | undefined): Promise<void> {
		if (!(await this.courier.pause(play?.delayMs ?? 0))) return;
		await this.carry(message, { played: play?.kind === 'twice' ? 'twice' : undefined });
	}

	private async carry(message: Message, sending?: Sending): Promise<void> {
		await this.courier.send(worded(message, this.readings), sending);
	}
}
