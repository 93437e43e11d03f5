using Hippique.Racing;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>How a run of the user's own analysis ended.</summary>
public abstract record ModuleResult
{
    private ModuleResult() { }

    /// <summary>What a caller is told as <c>returncode</c>: the command's own, 137 if it was killed, 127 if it could not be started.</summary>
    public abstract int ReturnCode { get; }

    /// <summary>The last 2,000 characters of what it printed, both streams as they came.</summary>
    public string OutputTail { get; init; } = "";

    /// <summary>What it left under <c>--out</c>, by path.</summary>
    public ModuleFiles Files { get; init; } = ModuleFiles.None;

    public sealed record Exited(int Code) : ModuleResult
    {
        public override int ReturnCode => Code;
    }

    /// <summary>It was still at work after <paramref name="After"/> and was killed.</summary>
    public sealed record TimedOut(TimeSpan After) : ModuleResult
    {
        private const int Killed = 128 + 9;

        public override int ReturnCode => Killed;
    }

    public sealed record NotStarted(Problem Why) : ModuleResult
    {
        private const int NotFound = 127;

        public override int ReturnCode => NotFound;
    }
}
