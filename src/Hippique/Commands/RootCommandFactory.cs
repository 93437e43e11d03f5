using System.CommandLine;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary>The verbs of <c>hippique</c>, one line each.</summary>
public static class RootCommandFactory
{
    public static RootCommand Create() =>
        new RootCommand(Texts.Get("cli_root"))
        {
            JsonOption.Create(),
            // One verb a line, in alphabetical order.
            ActionsCommand.Create(),
            AnalyseCommand.Create(),
            BackfillCommand.Create(),
            BackupCommand.Create(),
            BilanCommand.Create(),
            CalibrateCommand.Create(),
            CloudCommand.Create(),
            DayCommand.Create(),
            DemoCommand.Create(),
            DoctorCommand.Create(),
            EvaluateCommand.Create(),
            ExportCommand.Create(),
            ExplainCommand.Create(),
            HealthCommand.Create(),
            HistoryCommand.Create(),
            ImportCommand.Create(),
            KellyCommand.Create(),
            LedgerCommand.Create(),
            LimitsCommand.Create(),
            LinkCommand.Create(),
            MigrateCommand.Create(),
            MirrorCommand.Create(),
            MusiqueCommand.Create(),
            NodesCommand.Create(),
            NotifyCommand.Create(),
            ParseCommand.Create(),
            PlanCommand.Create(),
            BetCommand.CreatePlayed(),
            PriceCommand.Create(),
            QueueCommand.Create(),
            ReplayCommand.Create(),
            ReportCommand.Create(),
            RestoreCommand.Create(),
            RulesCommand.Create(),
            RunCommand.Create(),
            ScheduleCommand.Create(),
            ServeCommand.Create(),
            SettleCommand.Create(),
            BetCommand.CreateSkip(),
            ShadowCommand.Create(),
            SheetCommand.Create(),
            TaskCommand.Create(),
            TicketsCommand.Create(),
            TrialCommand.Create(),
        }.WithHelp();
}
