using Hippique.Hosting;
using Hippique.Racing;
using Microsoft.Data.Sqlite;

namespace Hippique.Commands;

/// <summary>
/// The boundary of every verb: a broken machine (disk full, folder read-only, file missing) and wrong configuration end as one line. Anything else is a bug of the
/// program; it is named in one line too, and with HIPPIQUE_TRACE set with its stack.
/// </summary>
internal static class VerbGuard
{
    public static async Task<int> RunAsync(Screen screen, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (ConfigurationException wrong)
        {
            return screen.Fail(wrong.Problems);
        }
        catch (OperationCanceledException)
        {
            return screen.Stopped();
        }
        catch (SqliteException broken)
        {
            return screen.Fail(Texts.Get("error_queue_file", broken.Message));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or IHasProblem)
        {
            return screen.Fail(FileProblem.Of(failure));
        }
        catch (Exception bug)
        {
            var code = screen.Fail(Texts.Get("error_unexpected", $"{bug.GetType().Name}: {bug.Message}"));
            if (Environment.GetEnvironmentVariable("HIPPIQUE_TRACE") is { Length: > 0 })
                screen.Error.WriteLine(bug);
            return code;
        }
    }
}
