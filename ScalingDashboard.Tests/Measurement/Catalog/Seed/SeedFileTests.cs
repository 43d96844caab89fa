using System.Text;
using ScalingDashboard.Measurement.Catalog.Seed;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Measurement.Catalog.Seed;

[Trait("Ring", "Unit")]
public sealed class SeedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sd-seed-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Quoted_fields_are_read_with_commas_quotes_and_line_breaks()
    {
        var rows = Read("name,count\n\"a, \"\"b\"\"\nc\",2\n");

        rows.ShouldBe([("a, \"b\"\nc", 2)]);
    }

    [Fact]
    public void All_problems_of_a_file_are_named_at_once_with_line_field_and_remedy()
    {
        var message = Refusal("name,count\ngood,1\n,2\nbad,many\nshort\nlate,999\n");

        message.ShouldContain("items.csv");
        message.ShouldContain("line 3, field name: is empty; fill it in");
        message.ShouldContain("line 4, field count: 'many' must be a whole number from 0 to 100");
        message.ShouldContain("line 5: 1 fields instead of 2");
        message.ShouldContain("line 6, field count: '999'");
    }

    [Fact]
    public void A_line_after_a_line_break_in_quotes_is_counted_as_editors_count_it() =>
        Refusal("name,count\n\"a\nb\",1\nc,x\n").ShouldContain("line 4, field count");

    [Theory]
    [InlineData("nam,count\na,1\n")]
    [InlineData("count,name\n1,a\n")]
    [InlineData("name,count,more\na,1,2\n")]
    [InlineData("")]
    public void Another_header_is_refused_and_the_right_one_is_shown(string text) =>
        Refusal(text).ShouldContain("line 1: the header must be 'name,count'");

    [Theory]
    [InlineData("name,count\na\"b,1\n")]
    [InlineData("name,count\n\"a\"b,1\n")]
    [InlineData("name,count\n\"a,1\n")]
    public void Quotes_that_do_not_match_are_refused(string text) => Refusal(text).ShouldContain("line 2: the quotes do not match");

    [Fact]
    public void Spaces_around_a_text_are_refused() => Refusal("name,count\n a,1\n").ShouldContain("line 2, field name: ' a' has spaces around it");

    [Fact]
    public void A_key_that_stands_twice_is_refused_with_both_lines() =>
        Refusal("name,count\na,1\na,2\n").ShouldContain("line 3, field name: 'a' stands on line 2 already");

    [Fact]
    public void A_file_that_is_not_utf8_is_refused()
    {
        var path = Path.Combine(_folder, "items.csv");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("name,count\n"), 0xE9, .. Encoding.UTF8.GetBytes(",1\n")]);

        Should.Throw<StartRefused>(() => Parse(path)).Message.ShouldContain("save it as UTF-8");
    }

    [Fact]
    public void A_missing_file_is_named_with_the_setting_that_says_where_to_look() =>
        Should.Throw<StartRefused>(() => Parse(Path.Combine(_folder, "absent.csv"))).Message.ShouldContain("Seed:Folder");

    [Fact]
    public void Very_many_problems_end_with_their_number()
    {
        var text = "name,count\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"n{i},x\n"));

        Refusal(text).ShouldEndWith("and 30 more.");
    }

    private string Refusal(string text) => Should.Throw<StartRefused>(() => Read(text)).Message;

    private IReadOnlyList<(string Name, int Count)> Read(string text)
    {
        var path = Path.Combine(_folder, "items.csv");
        File.WriteAllText(path, text);
        return Parse(path);
    }

    private static IReadOnlyList<(string Name, int Count)> Parse(string path)
    {
        var seen = new SeenKeys("name");
        return SeedFile.Read(path, ["name", "count"], row =>
        {
            seen.Demand(row, row.Text("name"));
            return (row.Text("name"), row.WholeNumber("count", 0, 100));
        });
    }
}
