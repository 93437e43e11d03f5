using System.CommandLine;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary><c>hippique export bets|races|snapshots</c>: the ledger and the files of the days for other programs. Nothing is changed and no site is asked.</summary>
public static class ExportCommand
{
    public static Command Create() =>
        new("export", Texts.Get("export")) { ExportBetsCommand.Create(), ExportRacesCommand.Create(), ExportSnapshotsCommand.Create() };
}
