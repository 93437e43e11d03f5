using System.Globalization;
using Hippique.Embedded.Postgres;
using Hippique.Hosting.Settings;

namespace Hippique.Rehearsal;

/// <summary>
/// The database of a rehearsal by several services. It has a schema of its own there, so that nothing of the installation whose database it is can be read or changed; and what compares
/// with the rehearsal's clock is scaled.
/// </summary>
internal static class RehearsalDatabase
{
    /// <summary>A node that dies gives its tasks free after as much real time as a busy one may need to say that it lives.</summary>
    private static readonly TimeSpan RealLease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestRealLease = TimeSpan.FromSeconds(1);

    /// <summary>Half of what a look at H-5 may be late, so that another node can make it.</summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RealCheckin = TimeSpan.FromSeconds(1);

    /// <summary>Of a new rehearsal.</summary>
    public static string SchemaOf(DateOnly date, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"rehearsal_{date:yyyy_MM_dd}_{id[..Math.Min(id.Length, 8)]}");

    /// <summary>Its part of the user's database; null where it is of one service.</summary>
    public static PostgresOptions? Of(PostgresOptions? own, RehearsalAnchor anchor) =>
        own is null || anchor.DatabaseSchema is null
            ? null
            : own with
            {
                Schema = anchor.DatabaseSchema,
                Lease = LeaseAt(anchor.Speed, own.Lease),
                CheckinEvery = Longer(own.CheckinEvery, RealCheckin * anchor.Speed),
            };

    /// <summary>A verb's settings: of a rehearsal's folder, the rehearsal's database; elsewhere as they are.</summary>
    public static HippiqueSettings In(HippiqueSettings settings)
    {
        if (settings.Postgres is null || RehearsalAnchor.Find(settings.Data.Folder) is not { } anchor)
            return settings;
        var shared = Of(settings.Postgres, anchor);
        return settings with { Postgres = shared, Data = settings.Data with { Node = shared?.Node.Name } };
    }

    // At a speed at which a second is more than that half, a node that lives comes first.
    private static TimeSpan LeaseAt(double speed, TimeSpan shortest)
    {
        var wanted = RealLease * speed;
        return Longer(shortest, Longer(ShortestRealLease * speed, wanted < LongestLease ? wanted : LongestLease));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
