using System.Net;
using System.Net.NetworkInformation;
using Xunit;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

public sealed class CommandLineTests
{
    private const string File = """
        {"httpPort":9000,"seed":7,"messageLimit":50,"scenarios":["a.json"],
         "gateways":[{"name":"mobile","protocol":"cmpp","accounts":[{"spId":"901234","secret":"1234"}]}]}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arguments_go_before_the_file_wherever_it_stands(bool fileFirst)
    {
        var path = Path.GetTempFileName();
        try
        {
            await System.IO.File.WriteAllTextAsync(path, File, TestContext.Current.CancellationToken);
            string[] file = ["--options", path];
            string[] others =
            [
                "--http-port",
                "18821",
                "--witness",
                "--message-limit",
                "9",
                "--scenario",
                "b.json",
                "--gateway",
                "name=unicom,account=1,secret=2",
            ];

            var options = CommandLine.Read(fileFirst ? [.. file, .. others] : [.. others, .. file]);

            Assert.Equal(
                (18_821, 7, 9, true),
                (options.HttpPort, options.Seed, options.MessageLimit, options.Witness)
            );
            Assert.Equal(["mobile", "unicom"], options.Gateways.Select(gateway => gateway.Name));
            Assert.Equal(["a.json", "b.json"], options.Scenarios);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData(null)]
    public async Task Everything_listens_on_the_loopback_unless_told_otherwise(string? address)
    {
        string[] arguments =
        [
            "--gateway",
            "name=mobile,account=901234,secret=1234",
            "--gateway",
            "name=mms,protocol=mm7,account=901234,secret=1234",
        ];
        var options = CommandLine.Read(address is null ? arguments : [.. arguments, "--listen", address]);

        await using var host = await CarrierSimulatorHost.StartAsync(
            options,
            TestContext.Current.CancellationToken
        );

        var expected = IPAddress.Parse(address ?? "127.0.0.1");
        int[] ports = [host.HttpUrl.Port, .. host.Gateways.Select(gateway => gateway.Port)];
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        Assert.All(ports, port => Assert.Contains(new IPEndPoint(expected, port), listeners));
    }

    [Theory]
    [InlineData("--http-port")]
    [InlineData("--colour", "red")]
    [InlineData("--seed", "1")]
    public void Arguments_that_say_no_gateway_are_refused(params string[] arguments) =>
        Assert.Throws<ArgumentException>(() => CommandLine.Read(arguments));
}
