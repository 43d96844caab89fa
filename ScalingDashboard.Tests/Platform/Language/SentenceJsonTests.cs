using System.Globalization;
using System.Text.Json;
using ScalingDashboard.Features.Imports;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>What is kept in the database is told later, to whom nobody knew then.</summary>
[Trait("Ring", "Unit")]
public sealed class SentenceJsonTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de");

    [Fact]
    public void A_sentence_that_was_kept_is_told_in_another_language()
    {
        var kept = SentenceJson.Write(UploadWords.Refuse(nameof(UploadsTexts.Rows), 200_000).Said);
        var read = SentenceJson.Read(kept)!;
        read.ToString().ShouldBe("The table has more than 200,000 rows. Split it into several files.");
        read.In(German).ShouldBe("Die Tabelle hat mehr als 200.000 Zeilen. Teilen Sie sie in mehrere Dateien.");
        SentenceJson.Write(read).ShouldBe(kept);
    }

    [Fact]
    public void Sentences_within_one_are_kept_and_other_places_as_they_are_in_english()
    {
        var rule = new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.RuleFrom), Spoken.Amount(12_345, "USD"), "{0}");
        var read = JsonSerializer.Deserialize<Sentence>(JsonSerializer.Serialize(new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.ShareAndRule), "95 %", rule)))!;
        read.In(German).ShouldBe("95 % vom Ziel, Regel: im Plan ab $12.3\u202Fk, gefährdet ab {0}");
    }

    [Theory]
    [InlineData("The server was switched off.")]
    [InlineData("{\"said\": is missing")]
    [InlineData("[1]")]
    [InlineData("")]
    public void Plain_words_stay_plain(string words)
    {
        SentenceJson.Read(words)!.ToString().ShouldBe(words);
        SentenceJson.Write(Sentence.FromString(words)).ShouldBe(words);
        SentenceJson.Read(null).ShouldBeNull();
    }

    [Theory]
    [InlineData("ScalingDashboard.Platform.Workbooks.Uploads.UploadsTexts", "Gone")]
    [InlineData("ScalingDashboard.Platform.Workbooks.Uploads.UploadsTexts", "Empty")]
    [InlineData("ScalingDashboard.Platform.Workbooks.Uploads.UploadsTexts", "Rows")]
    [InlineData("No.Such.Texts", "Rows")]
    public void Where_the_text_is_no_more_or_says_something_else_the_english_stands(string texts, string key) =>
        SentenceJson.Read($$"""{"said":"As it was said.","texts":"{{texts}}","key":"{{key}}","places":[]}""")!.In(German).ShouldBe("As it was said.");

    [Fact]
    public void The_problems_of_a_row_are_told_to_each_reader_and_those_kept_before_are_still_read()
    {
        var problem = new TableProblem(7, "Betrag", TableWords.Say(nameof(TablesTexts.Nothing)), TableWords.Say(nameof(TablesTexts.BadValue)), TableWords.Say(nameof(TablesTexts.WriteThat), "FIN-DE"));
        var report = ImportReport.Parse(new ImportReport(new(0, 0, 0, 1), [], [problem]).ToJson());
        report.Problems.ShouldHaveSingleItem().ShouldBe(problem);
        report.Problems[0].Remedy.In(German).ShouldBe("Schreiben Sie FIN-DE.");

        const string Before = """{"Counts":{"New":0,"Changed":0,"Unchanged":0,"Rejected":1,"SetAside":0},"Samples":[],"Problems":[{"Row":7,"Column":"Betrag","Found":"nothing","Expected":"a number","Remedy":"Write FIN-DE."}]}""";
        ImportReport.Parse(Before).Problems[0].Remedy.In(German).ShouldBe("Write FIN-DE.");
    }
}
