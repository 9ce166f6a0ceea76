using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.Core.Messages;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Channels;

/// <content>Its queues: chunks in, and settled once their messages are claimed.</content>
internal sealed partial class ChannelPump
{
    private async Task ReadLaneAsync(Lane lane, CancellationToken cancellationToken)
    {
        var queue = QueueNames.Channel(_settings.Id, lane);
        while (true)
        {
            try
            {
                await ReadOnDutyAsync(queue, cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Others have the channel's connections: the receiver is closed, so its chunks go to them.
                lock (_gate)
                {
                    _buffer.RemoveHeld(lane);
                }
            }
            catch (QueueUnavailableException exception)
            {
                LogQueueUnavailable(exception, queue);
                await Task.Delay(ReopenPause, _time, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLoopFailed(exception, _settings.Id, queue);
                await Task.Delay(ReopenPause, _time, cancellationToken);
            }
        }
    }

    private async Task ReadOnDutyAsync(string queue, CancellationToken cancellationToken)
    {
        var over = await _duty.WaitAsync(cancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        await using var receiver = await _consumers.OpenAsync(queue, Prefetch, reading.Token);
        while (true)
        {
            await TakeInAsync(await receiver.ReceiveAsync(reading.Token));
        }
    }

    private async Task TakeInAsync(QueueDelivery delivery)
    {
        MessageChunk chunk;
        try
        {
            chunk = _codec.DecodeMessages(delivery.Body);
        }
        catch (ChunkFormatException exception)
        {
            LogUnreadable(exception, _settings.Id);
            await delivery.RejectAsync();
            return;
        }

        if (chunk.Items.Count == 0)
        {
            await delivery.AcknowledgeAsync();
            return;
        }

        var texts = chunk.Texts.Select(Prepare).ToArray();
        var hold = new ChunkHold(delivery, chunk.Items.Count);
        lock (_gate)
        {
            foreach (var item in chunk.Items)
            {
                _buffer.Add(
                    new OutgoingMessage
                    {
                        Id = item.Id,
                        Lane = chunk.Lane,
                        Phone = item.Phone,
                        Text = texts[item.Text],
                        ExpiresAt = item.ExpiresAt,
                        Hold = hold,
                    }
                );
            }
        }

        _signal.Set();
    }

    private PreparedContent Prepare(ChunkText text)
    {
        var source = _settings.AccessNumber + text.Extension;
        return text.MmsBatchId == 0
            ? new PreparedText(text.Text, source, _settings.SignatureByCarrier, _settings.Gsm7)
            {
                Trace = text.Trace,
            }
            : new PreparedMms(text.Text, text.MmsBatchId, source) { Trace = text.Trace };
    }

    private static async Task SettleHoldsAsync(List<OutgoingMessage> messages)
    {
        foreach (var message in messages)
        {
            if (message.Hold is { } hold)
            {
                message.Hold = null;
                await hold.SettleOneAsync();
            }
        }
    }
}
