using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hippique.Hosting;

/// <summary>
/// Eight seconds after a stop signal the program is gone, whatever it waits for. The parts of that time: a module is given <see cref="Orchestration.Phases.Module.ModuleRunner.EndGrace"/>
/// and its end, the host <see cref="ForHost"/>, the verb <see cref="ForVerb"/>; then the process ends as it stands, which the next start puts right as after a kill.
/// </summary>
public sealed class StopDeadline : IDisposable
{
    /// <summary>For requests, tasks and the rest of the service together.</summary>
    public static readonly TimeSpan ForHost = TimeSpan.FromSeconds(6);

    /// <summary>For a verb, the service among them, to return.</summary>
    public static readonly TimeSpan ForVerb = TimeSpan.FromSeconds(6.5);

    /// <summary>Then the process is ended.</summary>
    public static readonly TimeSpan ForProcess = TimeSpan.FromSeconds(7);
    private const int BySignal = 128;

    /// <summary>For an orderly end; a library that closes its files in it may wait for one of them.</summary>
    private static readonly TimeSpan ForExit = TimeSpan.FromSeconds(0.5);

    private static StopDeadline? _current;
    private PosixSignalRegistration[] _signals;

    private StopDeadline() => _signals = Register();

    /// <summary>Watches from now on until it is disposed of; one a process.</summary>
    public static StopDeadline Watch() => _current = new StopDeadline();

    /// <summary>
    /// Handlers of a signal run one after the other, the last that was added first. A host's cancels what is under way and waits for what that does at once; the deadline has to be
    /// counted from before it.
    /// </summary>
    public static void ComeFirst() => _current?.RegisterAgain();

    public void Dispose()
    {
        _current = null;
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private void RegisterAgain()
    {
        var before = _signals;
        _signals = Register();
        foreach (var signal in before)
            signal.Dispose();
    }

    private static PosixSignalRegistration[] Register() =>
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Begin(BySignal + 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Begin(BySignal + 2)),
        ];

    // Threads of its own: those of the pool may all be waiting for a file. Counted to the end of the process: a library may wait for a file after the verb has returned.
    private static void Begin(int exitCode) =>
        StartThread(() =>
        {
            using var never = new ManualResetEventSlim();
            never.Wait(ForProcess);
            StartThread(() => Environment.Exit(exitCode));
            never.Wait(ForExit);
            Process.GetCurrentProcess().Kill();
        });

    private static void StartThread(ThreadStart work) => new Thread(work) { IsBackground = true, Name = "stop deadline" }.Start();
}
