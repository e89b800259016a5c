import type { DisplayCondition, IDisplayOptions, INodeProperties } from 'n8n-workflow';

const NAME = 'moreAddOns';

/** Versions of the nodes: since 1.1, the features that few people need are behind a switch. */
export const NODE_VERSIONS = [1, 1.1];

/**
 * The switch before the features that few people need. Version 1 of the nodes shows them always: there, it
 * is invisible and on, because n8n judges conditions by the defaults of hidden fields too.
 */
export function moreAddOnsSwitch(show: IDisplayOptions['show'], hint: string): INodeProperties[] {
	const since = (version: number | DisplayCondition) => ({
		show: { ...show, '@version': [version] },
	});
	return [
		{
			displayName: 'More Add-Ons',
			name: NAME,
			type: 'boolean',
			noDataExpression: true,
			default: false,
			displayOptions: since({ _cnd: { gte: 1.1 } }),
			description: 'Whether to use further add-ons. While off, nothing of them is sent.',
			hint,
		},
		{
			displayName: 'More Add-Ons',
			name: NAME,
			type: 'hidden',
			default: true,
			displayOptions: since(1),
		},
	];
}

/** Condition that hides a field while the switch is there and off. */
export const hiddenWithoutMore: NonNullable<IDisplayOptions['hide']> = { [NAME]: [false] };
