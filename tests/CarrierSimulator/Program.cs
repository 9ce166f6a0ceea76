using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;

CarrierSimulatorOptions options;
try
{
    options = CommandLine.Read(args);
}
catch (Exception exception)
    when (exception
            is ArgumentException
                or FormatException
                or KeyNotFoundException
                or IOException
                or JsonException
    )
{
    await Console.Error.WriteLineAsync(exception.Message);
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return 2;
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await using var host = await CarrierSimulatorHost.StartAsync(options, CancellationToken.None);
var ready = new
{
    @event = "ready",
    http = host.HttpUrl.ToString().TrimEnd('/'),
    gateways = host.Gateways.Select(gateway => new
    {
        name = gateway.Name,
        carrier = gateway.Carrier,
        port = gateway.Port,
    }),
};
await Console.Out.WriteLineAsync(JsonSerializer.Serialize(ready).ToString(CultureInfo.InvariantCulture));
await Console.Out.FlushAsync();
await stop.Task;
return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
