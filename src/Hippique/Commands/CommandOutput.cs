using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Data.Sqlite;

namespace Hippique.Commands;

/// <summary>What verbs share: one line on stderr and exit code 1 for an expected failure, never a stack trace.</summary>
public static class CommandOutput
{
    /// <summary>Says what is wrong, one line per problem, each with the program's name before it; returns exit code 1.</summary>
    public static int Fail(params IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine($"hippique: {OneLine(problem)}");
        return 1;
    }

    /// <summary>
    /// The boundary of every verb: a broken machine (disk full, folder read-only, file missing) and wrong configuration end as one line. Anything else is a bug of the
    /// program; it is named in one line too, and with HIPPIQUE_TRACE set with its stack.
    /// </summary>
    public static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (ConfigurationException wrong)
        {
            return Fail(wrong.Problems);
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (SqliteException broken)
        {
            return Fail(Texts.Get("error_queue_file", broken.Message));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(failure.Message);
        }
        catch (Exception bug)
        {
            var code = Fail(Texts.Get("error_unexpected", $"{bug.GetType().Name}: {bug.Message}"));
            if (Environment.GetEnvironmentVariable("HIPPIQUE_TRACE") is { Length: > 0 })
                Console.Error.WriteLine(bug);
            return code;
        }
    }

    /// <summary>One JSON object on stdout, as artifacts are written, in UTF-8 whatever the machine's locale.</summary>
    public static void WriteJson<T>(T value)
    {
        using var stdout = Console.OpenStandardOutput();
        stdout.Write(ArtifactJson.Write(value));
    }

    private static string OneLine(string text) => CleanText.Line(text.ReplaceLineEndings(" ")).Trim();
}
