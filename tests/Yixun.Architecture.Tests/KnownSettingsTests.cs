using Xunit;
using Yixun.Cli.Doctor;

namespace Yixun.Architecture.Tests;

/// <summary><c>./yixun doctor</c> knows every setting that a process reads, with the type that it reads it as.</summary>
public sealed class KnownSettingsTests
{
    [Theory]
    [InlineData("", "Yixun.Functions", "Yixun.Functions.Hosting.YixunOptions")]
    [InlineData("Alerts", "Yixun.Functions", "Yixun.Functions.Alerts.AlertOptions")]
    [InlineData("Smtp", "Yixun.Functions", "Yixun.Functions.Alerts.Delivery.SmtpOptions")]
    [InlineData("Callbacks", "Yixun.Functions", "Yixun.Functions.Http.OutboundOptions")]
    [InlineData("Leases", "Yixun.CarrierDaemon", "Yixun.CarrierDaemon.Leases.LeaseSettings")]
    [InlineData("Supervision", "Yixun.CarrierDaemon", "Yixun.CarrierDaemon.Supervision.SupervisionOptions")]
    [InlineData("Tracing", "Yixun.Hosting", "Yixun.Hosting.Tracing.TracingOptions")]
    public void Settings_of_a_type_are_known(string section, string assembly, string type)
    {
        var known = section.Length == 0 ? KnownSettings.Yixun : KnownSettings.Yixun.Members![section];

        AssertKnows(known, SettingShape.Of(ProductAssemblies.Load(assembly).GetType(type, true)!), section);
    }

    private static void AssertKnows(SettingShape known, SettingShape read, string path)
    {
        if (read.Value is { } value)
        {
            // Words of an enumeration are text to the command line.
            Assert.True(
                known.Value == value || (value.IsEnum && known.Value == typeof(string)),
                $"{path} is read as {value}, and known as {known.Value}."
            );
        }
        else if (read.Entry is { } entry)
        {
            Assert.True(known.Entry is not null, $"{path} is a list.");
            AssertKnows(known.Entry!, entry, path + ":0");
        }
        else
        {
            foreach (var (name, shape) in read.Members!)
            {
                Assert.True(known.Members?.ContainsKey(name) == true, $"{path}:{name} is not known.");
                AssertKnows(known.Members![name], shape, $"{path}:{name}");
            }
        }
    }
}
