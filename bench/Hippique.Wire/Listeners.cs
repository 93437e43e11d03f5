using System.Globalization;
using Hippique.Testing.Racing;

namespace Hippique.Wire;

/// <summary>
/// How long a phase takes while nobody and while many listen to <c>GET /api/events</c>: recorded in turn, a day each, in one run. The source, the caller and all listeners are in the
/// service's own process, so that what they need counts against it.
/// </summary>
internal static class Listeners
{
    /// <param name="count">How many listen.</param>
    /// <param name="rounds">Days without and days with them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(int count, int rounds, CancellationToken cancellationToken)
    {
        var service = await InventedService.StartAsync(cancellationToken);
        var (alone, heard) = (new List<double>(), new List<double>());
        var day = InventedRaces.Day;
        // What is compiled and loaded by the first days belongs to neither.
        for (var warm = 0; warm < 5; warm++, day = day.AddDays(1))
            await DayAsync(service, day, [], cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            await DayAsync(service, day, alone, cancellationToken);
            day = day.AddDays(1);
            var before = ServedProcess.MegabytesOf(Environment.ProcessId);
            var events = new Tally();
            using (var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                var all = new List<Task>();
                for (var number = 0; number < count; number++)
                    all.Add(await ListenAsync(service.Client, events, end.Token));
                await DayAsync(service, day, heard, cancellationToken);
                day = day.AddDays(1);
                Say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {round + 1}: {before:0.0} MB, with {count} listeners {ServedProcess.MegabytesOf(Environment.ProcessId):0.0} MB; {events.Count} events heard"
                    )
                );
                await end.CancelAsync();
                await Task.WhenAll(all);
            }
        }
        Say($"a phase while nobody listens: {Times(alone)}");
        Say($"a phase while {count} listen: {Times(heard)}");
        return service.End();
    }

    private static async Task DayAsync(InventedService service, DateOnly day, List<double> times, CancellationToken cancellationToken)
    {
        await service.PlanAsync(day, cancellationToken);
        foreach (var (race, phase) in InventedService.Looks)
            times.Add((await service.RunAsync(day, race, phase, cancellationToken)).TotalMilliseconds);
    }

    /// <summary>Ended when it is greeted; the task it gives ends with the listening.</summary>
    private static async Task<Task> ListenAsync(HttpClient client, Tally events, CancellationToken end)
    {
        var answer = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, end);
        answer.EnsureSuccessStatusCode();
        return HearAsync(answer, events, end);
    }

    private static async Task HearAsync(HttpResponseMessage answer, Tally events, CancellationToken end)
    {
        using (answer)
        {
            var buffer = new byte[4096];
            await using var stream = await answer.Content.ReadAsStreamAsync(CancellationToken.None);
            try
            {
                int read;
                while ((read = await stream.ReadAsync(buffer, end)) > 0)
                    events.Add(buffer.AsSpan(0, read).Count("data:"u8));
            }
            catch (OperationCanceledException)
            {
                // It was told to end.
            }
        }
    }

    private static string Times(List<double> times)
    {
        var sorted = times.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"median {sorted[sorted.Count / 2]:0.0} ms, of 20 the slowest {sorted[sorted.Count * 19 / 20]:0.0} ms ({sorted.Count} phases)"
        );
    }

    private static void Say(string line) => Console.WriteLine(line);

    private sealed class Tally
    {
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        public void Add(int more) => Interlocked.Add(ref _count, more);
    }
}
