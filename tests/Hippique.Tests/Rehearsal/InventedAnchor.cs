using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Tests.Rehearsal;

/// <summary>A rehearsal that began a minute ago on this machine.</summary>
internal static class InventedAnchor
{
    public static readonly DateOnly Date = new(2031, 5, 4);

    public static RehearsalAnchor Of(string day, double speed = 60) =>
        new()
        {
            Id = "4f0c",
            Day = Path.GetFullPath(day),
            Date = Date,
            Simulated = false,
            Speed = speed,
            Start = ParisTime.At(Date, new TimeOnly(12, 0)),
            StartedAt = MachineTime.Now - 60 * MachineTime.Frequency,
            Frequency = MachineTime.Frequency,
            Boot = MachineTime.Boot,
            Mirror = new Uri("http://127.0.0.1:9/"),
            Sources = ["pmu"],
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new("http://127.0.0.1:9/rest/client/61/") },
            Operators = [Pool.PmuNational],
            Countries = ["FRA"],
        };
}
