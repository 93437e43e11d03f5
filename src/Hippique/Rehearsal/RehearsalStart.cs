using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hippique.Commands;
using Hippique.Demo;
using Hippique.Embedded.Postgres;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Mirror;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.Registration;

namespace Hippique.Rehearsal;

/// <summary>Begins a rehearsal: starts its mirror, finds out what the recording has, and sets the clock. Nothing is written before all of that is known to be right.</summary>
internal sealed class RehearsalStart(HippiqueSettings own, Screen screen)
{
    private static readonly TimeSpan BeforeOff = TimeSpan.FromMinutes(30);
    private static readonly TimeOnly DayEnds = new(4, 0);

    /// <summary>From the start to the first look in real time: enough for the program to start, and short for who waits.</summary>
    private static readonly TimeSpan RealLead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Null if it was said why it cannot begin.</summary>
    public async Task<(string Folder, RehearsalAnchor Anchor)?> BeginAsync(
        RehearsalOrder order,
        string? into,
        CancellationToken cancellationToken
    )
    {
        if (into is not null && IsTaken(into))
            return No(Texts.Get("rehearsal_folder_taken", into));
        var day = Path.TrimEndingDirectorySeparator(Path.GetFullPath(order.Day));
        switch (await MirrorProcess.StartAsync(day, FreePort(), cancellationToken))
        {
            case MirrorStart.Failed failed:
                return No(failed.Errors);
            case MirrorStart.Serving mirror:
                (string Folder, RehearsalAnchor Anchor)? begun = null;
                try
                {
                    return begun = await BeginAsync(order, into, day, mirror, cancellationToken);
                }
                finally
                {
                    // Nobody else knows of it.
                    if (begun?.Anchor.Mirror != mirror.Address)
                        await MirrorProcess.LeaveAsync(mirror.Address);
                }
            case var other:
                throw new InvalidOperationException($"no start of a mirror: {other.GetType().Name}");
        }
    }

    private async Task<(string Folder, RehearsalAnchor Anchor)?> BeginAsync(
        RehearsalOrder order,
        string? into,
        string day,
        MirrorStart.Serving mirror,
        CancellationToken cancellationToken
    )
    {
        var (date, sources, bases) = SourcesOf(day, mirror);
        IReadOnlyList<string> countries = mirror.Simulated ? DemoComposition.Play(own.Play).Countries : own.Play.Countries;
        using var probe = new RecordingProbe(sources, bases);
        if (await probe.LookAsync(date, countries, cancellationToken) is not { } facts)
            return No(Texts.Get("rehearsal_no_races", day, date));
        if (Pools(order, facts, mirror.Simulated) is not { } pools)
            return null;
        if (own.Postgres is { } shared)
        {
            // One that cannot be reached ends it here.
            await using var database = new PostgresDatabase(shared);
            await database.ServerVersionAsync(cancellationToken);
        }
        var speed = order.Speed ?? RehearsalOrder.DefaultSpeed;
        if (StartOf(order, date, mirror.At, facts.FirstOff, speed) is not { } start)
            return null;
        SayOff(sources);
        var folder = into ?? RehearsalFolder.Free(Directory.GetCurrentDirectory(), date);
        var id = Guid.NewGuid().ToString("N");
        var anchor = new RehearsalAnchor
        {
            Id = id,
            Day = day,
            Date = date,
            LastDate = mirror.LastDate,
            Simulated = mirror.Simulated,
            Speed = speed,
            Start = start,
            StartedAt = MachineTime.Now,
            Frequency = MachineTime.Frequency,
            Boot = MachineTime.Boot,
            Mirror = mirror.Address,
            Sources = sources,
            BaseUrls = bases,
            Operators = pools,
            Countries = countries,
            DatabaseSchema = own.Postgres is null ? null : RehearsalDatabase.SchemaOf(date, id),
        };
        // Of two processes that begin at once, the second goes on in what the first began.
        return (folder, anchor.TryWrite(folder) ? anchor : RehearsalAnchor.Find(folder)!);
    }

    /// <summary>
    /// The mirror comes back on its port after it was gone, so it is none of those that the system hands out to whoever asks for any (from 32768 on); 0, any, where these are taken too.
    /// </summary>
    private static int FreePort()
    {
        for (var tries = 0; tries < 50; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 30_000);
            try
            {
                using var socket = new TcpListener(IPAddress.Loopback, port);
                socket.Start();
                return port;
            }
            catch (SocketException) { }
        }
        return 0;
    }

    /// <summary>A folder with something in it, or the user's own data.</summary>
    private bool IsTaken(string folder) =>
        folder == own.Data.Folder
        || File.Exists(folder)
        // Another process may have begun there a moment ago.
        || (RehearsalAnchor.Find(folder) is null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());

    /// <summary>The recorded day, and the sources that it has with their addresses at the mirror. A file of API answers is PMU's; a day's folder says whom it asked.</summary>
    private (DateOnly Date, IReadOnlyList<string> Order, IReadOnlyDictionary<string, Uri> BaseUrls) SourcesOf(
        string day,
        MirrorStart.Serving mirror
    )
    {
        var recorded = Directory.Exists(day) ? RecordedFolder.Open(day, null) : null;
        IReadOnlyList<string> order = File.Exists(day) ? [PmuSite.Name] : recorded?.Order ?? own.Sources.Order;
        order = [.. order.Where(name => SourceDescriptors.RaceSites.Any(site => site.Name == name))];
        var bases = order.ToDictionary(
            name => name,
            name =>
            {
                var site = SourceDescriptors.Find(name)!;
                var then = recorded?.BaseUrls?.GetValueOrDefault(name) ?? site.DefaultAddress!;
                return new Uri(mirror.Address, then.AbsolutePath);
            },
            StringComparer.Ordinal
        );
        return (recorded?.Date ?? mirror.Date, order, bases);
    }

    /// <summary>What is played; null if it was said that the recording does not have it.</summary>
    private List<Pool>? Pools(RehearsalOrder order, RecordedFacts facts, bool simulated)
    {
        var there = string.Join(", ", facts.Pools.Select(pool => pool.Code()));
        if (facts.Pools.Count == 0)
            screen.Fail(Texts.Get("rehearsal_no_prices", order.Day));
        else if (order.Pool is { } wanted)
        {
            if (facts.Pools.Contains(wanted))
                return [wanted];
            screen.Fail(Texts.Get("rehearsal_pool_absent", wanted.Code(), there));
        }
        else
        {
            IReadOnlyList<Pool> operators = simulated ? DemoComposition.Play(own.Play).Operators : own.Play.Operators;
            if (operators.Intersect(facts.Pools).ToList() is { Count: > 0 } both)
                return both;
            screen.Fail(
                Texts.Get("rehearsal_pool_missing", there, string.Join(", ", operators.Select(pool => pool.Code()))),
                Texts.Get("rehearsal_pool_choose", facts.Pools[0].Code())
            );
        }
        return null;
    }

    /// <summary>When the clock starts; null if it was said why not then.</summary>
    private DateTimeOffset? StartOf(RehearsalOrder order, DateOnly date, DateTimeOffset first, DateTimeOffset firstOff, double speed)
    {
        var last = ParisTime.At(date.AddDays(1), DayEnds);
        if (order.At is null)
        {
            var lead = RealLead * speed;
            var at = firstOff - BeforeOff - (lead > Minute ? lead : Minute);
            return at < first ? first : new DateTimeOffset(at.UtcTicks / Minute.Ticks * Minute.Ticks, TimeSpan.Zero);
        }
        var parsed = MirrorTime.ParseAt(order.At, date);
        if (!parsed.TryGet(out var typed))
            screen.Fail(Problem.Of($"--at: {parsed.Error}"));
        else if (typed < first || typed >= last)
            screen.Fail(Texts.Get("rehearsal_at_outside", ParisTime.ToParis(first), ParisTime.ToParis(last)));
        else
            return typed;
        return null;
    }

    private void SayOff(IReadOnlyList<string> sources)
    {
        var off = own.Sources.Order.Where(name => name != "none" && !sources.Contains(name)).ToList();
        if (off.Count > 0)
            screen.Error.WriteLine(Texts.Get("rehearsal_sources_off", string.Join(", ", off)));
    }

    private (string Folder, RehearsalAnchor Anchor)? No(params IReadOnlyList<string> why)
    {
        screen.Fail(why);
        return null;
    }
}
