using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Scenarios;

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
var scenarios = new List<Scenario>();
foreach (var file in options.Scenarios)
{
    try
    {
        scenarios.Add(host.Scenarios.Read(await File.ReadAllTextAsync(file)));
    }
    catch (Exception exception)
        when (exception is ScenarioFormatException or IOException or UnauthorizedAccessException)
    {
        await Console.Error.WriteLineAsync($"{file}: {exception.Message}");
        return 2;
    }
}

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
host.Scenarios.Progressed += Tell;
foreach (var scenario in scenarios)
{
    if (host.Scenarios.TryStart(scenario) is null)
    {
        await Console.Error.WriteLineAsync($"{scenario.Name}: too many scenarios are on their way.");
        return 2;
    }
}

await stop.Task;
return 0;

static void Tell(ScenarioProgress progress)
{
    var line = new
    {
        @event = "scenario",
        id = progress.Id,
        name = progress.Name,
        state = progress.State,
        seconds = progress.Seconds,
        step = progress.Step,
        action = progress.Action,
        error = progress.Error,
    };
    Console.Out.WriteLine(JsonSerializer.Serialize(line));
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
