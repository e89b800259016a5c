import type { Table } from '../table';
import { measureCallbackLatency } from './callbackLatency';
import type { Setting } from './setting';
import { measureWaitingCost } from './waitingCost';

/** What waiting for a callback gains over polling. */
export async function measureCallbacks(setting: Setting): Promise<Table[]> {
	return [await measureCallbackLatency(setting), await measureWaitingCost(setting)];
}
