using Yixun.Core.Messages;
using Yixun.Core.Numbers;

namespace Yixun.Core.Routing;

/// <summary>What routing needs to know of a channel.</summary>
public sealed record ChannelDefinition
{
    /// <summary>Stable id, 2 to 32 of a-z, 0-9 and dash; part of queue names.</summary>
    public required string Id { get; init; }

    /// <summary>Name that people see.</summary>
    public required string Name { get; init; }

    /// <summary>What it carries.</summary>
    public ChannelKind Kind { get; init; }

    /// <summary>Networks that it reaches.</summary>
    public required IReadOnlyList<Carrier> Carriers { get; init; }

    /// <summary>Lanes that it may carry; all when empty.</summary>
    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    /// <summary>Provinces that it reaches, as the number plan names them; everywhere when empty.</summary>
    public IReadOnlyList<string> Provinces { get; init; } = [];

    /// <summary>Number shown on the handset; an extension is appended, at most 20 digits together.</summary>
    public required string AccessNumber { get; init; }

    /// <summary>Digits that the carrier allows after it; null: as many as make 20 together.</summary>
    public int? MaximumExtension { get; init; }

    /// <summary>Digits that an extension may have here.</summary>
    public int ExtensionRoom =>
        Math.Max(0, Math.Min(MaximumExtension ?? MaximumNumber, MaximumNumber - AccessNumber.Length));

    /// <summary>Digits of access number and extension together.</summary>
    private const int MaximumNumber = 20;

    /// <summary>Share among the channels that fit; 0: none.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>What its health leaves of the weight, 0 (down) to 100 points.</summary>
    public int HealthShare { get; init; } = 100;

    /// <summary>Price of a segment in 1/10,000 yuan.</summary>
    public long Price { get; init; }

    /// <summary>Hours in which the carrier takes messages, from midnight in the hospital's zone; equal bounds: always.</summary>
    public TimeSpan HoursFrom { get; init; }

    /// <inheritdoc cref="HoursFrom"/>
    public TimeSpan HoursTo { get; init; }

    /// <summary>Takes only signatures that are registered for carrier and access number.</summary>
    public bool SignatureRequired { get; init; }

    /// <summary>Links that texts may have.</summary>
    public LinkPolicy LinkPolicy { get; init; }

    /// <summary>What the operator has set it to.</summary>
    public ChannelMode Mode { get; init; }

    /// <summary>False takes it out of routing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Weight with what its health leaves of it; at least 1 unless it is 0.</summary>
    public int EffectiveWeight => HealthShare <= 0 ? Weight : Math.Max(1, Weight * HealthShare / 100);

    /// <summary>Dispatch may choose it for this lane.</summary>
    public bool Carries(Lane lane) => Lanes.Count == 0 || Lanes.Contains(lane);

    /// <summary>Dispatch may choose it for numbers of this network.</summary>
    public bool Reaches(Carrier carrier) =>
        Carriers.Contains(carrier)
        // Broadnet's users are on China Mobile's network; a number outside the plan goes where a channel reaches all three.
        || (carrier == Carrier.Broadnet && Carriers.Contains(Carrier.Mobile))
        || (
            carrier == Carrier.Unknown
            && Carriers.Contains(Carrier.Mobile)
            && Carriers.Contains(Carrier.Unicom)
            && Carriers.Contains(Carrier.Telecom)
        );

    /// <summary>Null when it takes messages at a time of day, else when it does next.</summary>
    /// <param name="local">Now, with the hospital's offset.</param>
    public DateTimeOffset? OpensAt(DateTimeOffset local) => DailyHours.OpensAt(HoursFrom, HoursTo, local);
}
