import {
	acknowledgmentsIn,
	withAcknowledgments,
} from '../../../nodes/GladiaLive/operations/acknowledgments';

it.each([
	[{}, undefined],
	[{ messages_config: {} }, undefined],
	[{ messages_config: { receive_acknowledgments: true } }, true],
	[{ messages_config: { receive_acknowledgments: false } }, false],
])('the choice in %j', (body, choice) => {
	expect(acknowledgmentsIn(body)).toBe(choice);
});

it('switches acknowledgments on and keeps the rest', () => {
	const messages_config = { receive_acknowledgments: false, receive_speech_events: true };
	expect(withAcknowledgments({ channels: 2, messages_config })).toEqual({
		channels: 2,
		messages_config: { receive_acknowledgments: true, receive_speech_events: true },
	});
	expect(withAcknowledgments({})).toEqual({ messages_config: { receive_acknowledgments: true } });
});
