using System.CommandLine;
using Hippique.Exports;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary><c>hippique export snapshots --output FILE.parquet [--month M | --from D --to D] [--data DIR] [--force]</c>: every look with what came of it, for analysts.</summary>
internal static class ExportSnapshotsCommand
{
    public static Command Create()
    {
        var options = new ExportOptions("--output", "export_snapshots_output");
        var command = new Command("snapshots", Texts.Get("export_snapshots"));
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(
            (parsed, cancellationToken) => options.RunAsync(parsed, order => RunAsync(order, cancellationToken), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(ExportOrder order, CancellationToken cancellationToken)
    {
        if (order.Planned.Count == 0)
            return order.FailEmpty();
        (IReadOnlyList<DateOnly> Days, int Rows) written = ([], 0);
        var isWritten = await order.File.WriteAsync(
            async file =>
            {
                written = await SnapshotsParquet.WriteAsync(
                    file,
                    order.Seen.ReadAsync(order.Planned, cancellationToken),
                    cancellationToken
                );
                return written.Rows > 0;
            },
            cancellationToken
        );
        if (!isWritten)
            return order.FailEmpty();
        order.Answer("parquet", written.Days, written.Rows);
        return 0;
    }
}
