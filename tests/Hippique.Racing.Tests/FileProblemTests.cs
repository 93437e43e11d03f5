namespace Hippique.Racing.Tests;

/// <summary>What the operating system says about files, in the program's words: the exceptions are those that .NET throws here.</summary>
public sealed class FileProblemTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("file-problem-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder, "none.json");

        Thrown(() => File.ReadAllText(path)).ShouldBe($"there is no file {path}");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder, "none", "a.json");

        Thrown(() => File.ReadAllText(path)).ShouldBe($"there is no folder for {path}");
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_told() =>
        Thrown(() => File.ReadAllText(_folder)).ShouldBe($"{_folder} is a folder, not a file");

    [Fact]
    public void A_path_that_is_closed_is_named() =>
        FileProblem
            .Of(new UnauthorizedAccessException("Access to the path '/closed/a.json' is denied."))
            .ToString()
            .ShouldBe("access to /closed/a.json is denied");

    [Fact]
    public void A_full_disk_is_told()
    {
        var full = new IOException("No space left on device : '/data/plan.json'") { HResult = 28 };

        FileProblem.Of(full).ToString().ShouldBe("the disk is full: /data/plan.json cannot be written");
        FileProblem.Of(new IOException("full") { HResult = unchecked((int)0x80070070) }).ToString().ShouldBe("the disk is full");
    }

    [Fact]
    public void What_is_not_known_stays_as_it_was_said() => FileProblem.Of(new IOException("odd thing")).ToString().ShouldBe("odd thing");

    [Fact]
    public void An_exception_with_a_problem_says_it()
    {
        var broken = new UnreadableFileException(Problem.Of($"line {3} is none"));

        FileProblem.Of(broken).ShouldBe(broken.Problem);
        broken.Message.ShouldBe("line 3 is none");
    }

    private static string Thrown(Action read) => FileProblem.Of(Should.Throw<Exception>(read)).ToString();
}
