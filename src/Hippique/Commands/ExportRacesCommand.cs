using System.CommandLine;
using System.IO.Compression;
using System.Text;
using Hippique.Hosting;
using Hippique.Orchestration.Exports;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>
/// <c>hippique export races --output FILE.jsonl[.gz] [--pool P] [--month M | --from D --to D] [--data DIR] [--force]</c>: the service's own days as recorded races, which
/// <c>replay</c>, <c>calibrate</c> and <c>evaluate</c> read.
/// </summary>
internal static class ExportRacesCommand
{
    public static Command Create()
    {
        var options = new ExportOptions("--output", "export_races_output");
        var pool = new Option<string?>("--pool") { Description = Texts.Get("export_races_pool"), HelpName = "POOL" };
        var command = new Command("races", Texts.Get("export_races")) { pool };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var asked = parsed.GetValue(pool) is { } typed
                    ? PoolText.Parse(typed).Convert(Pool? (found) => found)
                    : ParseResult<Pool?>.Ok(null);
                return asked.IsOk
                    ? await options.RunAsync(parsed, order => RunAsync(asked.Value, order, cancellationToken), cancellationToken)
                    : Screen.Of(parsed).Fail(asked.Error);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(Pool? only, ExportOrder order, CancellationToken cancellationToken)
    {
        if (order.Planned.Count == 0)
            return order.FailEmpty();
        var (days, lines, without) = (new List<DateOnly>(), 0, 0);
        var isWritten = await order.File.WriteAsync(
            async file =>
            {
                await using var packed = order.File.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                    ? new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true)
                    : null;
                Stream to = packed ?? file;
                await foreach (var day in order.Seen.ReadAsync(order.Planned, cancellationToken))
                {
                    string?[] made = [.. day.Races.Select(race => SeenRaceLine.Of(race, only))];
                    foreach (var line in made.OfType<string>())
                        await to.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
                    var count = made.Count(line => line is not null);
                    if (count > 0)
                        days.Add(day.Date);
                    lines += count;
                    without += made.Length - count;
                }
                return lines > 0;
            },
            cancellationToken
        );
        if (!isWritten)
            return order.FailEmpty();
        order.Answer("jsonl", days, lines);
        if (without > 0)
            order.Screen.Note(Texts.Get("export_races_without", without));
        return 0;
    }
}
