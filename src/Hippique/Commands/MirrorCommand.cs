using System.CommandLine;
using System.Text.Json.Serialization;
using Hippique.Hosting;
using Hippique.Mirror;
using Hippique.Racing;
using Hippique.Rehearsal;
using Hippique.Sources.Recording;

namespace Hippique.Commands;

/// <summary><c>hippique mirror DAY [--port N] [--at TIME] [--speed X] [--latency SECONDS]</c>: a recorded day served over HTTP on loopback at a virtual time.</summary>
public static class MirrorCommand
{
    private const double Fastest = 100_000;

    /// <summary>Seconds.</summary>
    private const double Slowest = 600;

    public static Command Create()
    {
        var day = new Argument<string>("DAY") { Description = Texts.Get("mirror_day") };
        var port = new Option<int>("--port") { Description = Texts.Get("mirror_port") };
        var at = new Option<string?>("--at") { Description = Texts.Get("mirror_at") };
        var speed = new Option<double?>("--speed") { Description = Texts.Get("mirror_speed") };
        var latency = new Option<double>("--latency") { Description = Texts.Get("mirror_latency") };
        // Said by "serve --rehearse" alone, to the process that is its mirror.
        var rehearsal = new Option<bool>("--rehearsal") { Hidden = true };
        var command = new Command("mirror", Texts.Get("mirror")) { day, port, at, speed, latency, rehearsal };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(day),
                    parsed.GetValue(port),
                    parsed.GetValue(at),
                    parsed.GetValue(speed),
                    parsed.GetValue(latency),
                    parsed.GetValue(rehearsal),
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string path,
        int port,
        string? at,
        double? speed,
        double latency,
        bool rehearsal,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        if (latency is not (>= 0 and <= Slowest))
            return screen.Fail(Problem.Of($"--latency: {Texts.Said("mirror_speed_wrong", Slowest)}"));
        if (port is < 0 or > 65535)
            return screen.Fail(Problem.Of($"--port: {Texts.Said("mirror_port_wrong", port)}"));
        if (speed is { } wanted && !(wanted is >= 0 and <= Fastest))
            return screen.Fail(Problem.Of($"--speed: {Texts.Said("mirror_speed_wrong", Fastest)}"));
        IMirroredDay day;
        try
        {
            day = MirroredDay.Open(path, cancellationToken);
        }
        catch (Exception corrupt) when (corrupt is InvalidDataException or UnreadableFileException)
        {
            // What has no words of ours does not name the file.
            return screen.Fail(corrupt is IHasProblem said ? said.Problem : Problem.Of($"{path}: {FileProblem.Of(corrupt)}"));
        }
        var programme = day.FirstDay;
        DateOnly? last = day.LastDay == programme ? null : day.LastDay;
        var start = day.From;
        if (rehearsal)
            return await MirrorServer.RunAsync(
                day,
                port,
                screen,
                address =>
                    screen.Json(new MirrorAnswer(address.ToString(), programme, last, RecordedFolder.IsSimulatedDay(path), start, 1)),
                cancellationToken
            );
        if (at is not null)
        {
            var parsed = MirrorTime.ParseAt(at, programme);
            if (!parsed.TryGet(out start))
                return screen.Fail(Problem.Of($"--at: {parsed.Error}"));
        }
        // A time that was named stands still unless a speed was named too.
        var time = new MirrorTime(TimeProvider.System, start, speed ?? (at is null ? 1 : 0));
        await using var app = MirrorApp.Build(day, () => time.Now, port, TimeSpan.FromSeconds(latency));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return screen.Fail(Texts.Get("mirror_port_busy", port));
        }
        var simulated = RecordedFolder.IsSimulatedDay(path);
        if (simulated)
            await screen.Error.WriteLineAsync(Texts.Get("tickets_simulated"));
        screen.Answer(
            new MirrorAnswer(app.Urls.First(), programme, last, simulated, start, time.Speed),
            told => screen.Out.WriteLine(told.Address)
        );
        await screen.Error.WriteLineAsync(Texts.Get("mirror_serving", programme, ParisTime.ToParis(start), time.Speed));
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <param name="Address">Where the day is served.</param>
    /// <param name="Date">Programme day, of several the first.</param>
    /// <param name="LastDate">The last of several; null: it is of one.</param>
    /// <param name="At">The virtual time at the start.</param>
    /// <param name="Speed">Virtual seconds a second.</param>
    private sealed record MirrorAnswer(
        string Address,
        DateOnly Date,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? LastDate,
        bool Simulated,
        DateTimeOffset At,
        double Speed
    );
}
